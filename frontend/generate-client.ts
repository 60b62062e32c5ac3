/** Writes the types of the API's answers from its own OpenAPI document, so that no shape is typed twice. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

export const schemaFile = fileURLToPath(new URL('./api/schema.d.ts', import.meta.url));

const header = '/** Generated from the OpenAPI document by frontend/generate-client.ts: change the schemas, not this file. */\n';

export async function clientTypes(): Promise<string> {
  // Asked for at run time: the pages import nothing of the house but what this file writes.
  const { openApiDocument } = (await import(new URL('../api/openapi.ts', import.meta.url).href)) as {
    openApiDocument: () => OpenAPI3;
  };
  return header + astToString(await openapiTS(openApiDocument()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(schemaFile, await clientTypes());
  console.log('frontend/api/schema.d.ts is written');
}
