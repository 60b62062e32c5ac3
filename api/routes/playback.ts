export const playbackFor = (..._a: any[]): any => null; export const previewFor: any = null; export const downloadFor: any = null;
