/** A file made in the browser and handed to the person. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  // Its reading begins after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
