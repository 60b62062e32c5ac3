/** The look of a letter as inline styles: mail programs drop everything else. Night ink on ivory paper, one amber action. */
export const colours = {
  page: '#efe5d5',
  paper: '#fffaf1',
  ticket: '#f7efdf',
  night: '#100c14',
  ink: '#1b1420',
  dust: '#5b4f60',
  rim: '#dccdb8',
  amber: '#ffb24d',
  amberInk: '#2a1700',
  link: '#7a3f00',
} as const;

const sans = `-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`;
const serif = `'Playfair Display',Georgia,'Times New Roman',serif`;
const mono = `ui-monospace,Menlo,Consolas,'Courier New',monospace`;

export const styles = {
  words: `margin:0 0 16px;font:400 16px/1.55 ${sans};color:${colours.ink}`,
  note: `margin:0 0 12px;font:400 14px/1.55 ${sans};color:${colours.dust}`,
  title: `margin:0 0 18px;font:600 28px/1.2 ${serif};color:${colours.ink}`,
  brand: `font:600 21px/1 ${serif};letter-spacing:.01em;color:${colours.amber};text-decoration:none`,
  tagline: `font:400 13px/1 ${sans};color:#b8abb9`,
  label: `padding:9px 16px 9px 0;border-top:1px solid ${colours.rim};font:400 14px/1.45 ${sans};color:${colours.dust};vertical-align:top;white-space:nowrap`,
  value: `padding:9px 0;border-top:1px solid ${colours.rim};font:600 16px/1.4 ${sans};color:${colours.ink};vertical-align:top`,
  was: `font-weight:400;color:${colours.dust};text-decoration:line-through`,
  button: `display:block;padding:16px 26px;font:600 17px/1.2 ${sans};color:${colours.amberInk};text-decoration:none;text-align:center`,
  link: `font:600 16px/1.5 ${sans};color:${colours.link}`,
  code: `font:600 34px/1 ${mono};letter-spacing:.16em;color:${colours.ink}`,
  number: `font:600 21px/1.3 ${mono};color:${colours.ink};white-space:nowrap`,
  type: `font:600 19px/1.3 ${serif};color:${colours.ink}`,
  small: `font:400 13px/1.5 ${sans};color:${colours.dust}`,
} as const;
