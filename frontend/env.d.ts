/** Modules that are no TypeScript. */
declare module '@fontsource-variable/golos-text';
declare module '@fontsource-variable/playfair-display';
