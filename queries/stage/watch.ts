export const findWatch: any = null; export type Watching = any;
