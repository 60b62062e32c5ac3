export const countryOfRequest = (..._a: any[]): any => null;
