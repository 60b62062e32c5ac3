/** The port through which a poster gets its letters: text in, outlines out, so that a machine without fonts draws the same poster. */
export type Face = 'title' | 'text';

/** `size` in pixels an em, `weight` 400–900, `tracking` in ems added after each letter. */
export type TextStyle = { face: Face; size: number; weight: number; tracking?: number };

/** `path` is SVG path data that starts at x = 0 on the baseline y = 0; `width` and `ascent` (how far the ink rises above the baseline) in pixels. Empty and 0 when no letter can be drawn. */
export type Outlined = { path: string; width: number; ascent: number };

export type Outline = (text: string, style: TextStyle) => Outlined;
