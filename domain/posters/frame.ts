/** The sheet of a poster in pixels: 4:5, and the margin that no letter crosses. */
export const frame = { width: 1080, height: 1350, margin: 84, foot: 1236 } as const;
