export const watchAnswer = (..._a: any[]): any => null; export const watchRefusal: any = null;
