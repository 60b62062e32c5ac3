export const findDesk: any = null;
