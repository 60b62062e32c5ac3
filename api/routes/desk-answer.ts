export const deskAnswer: any = null;
