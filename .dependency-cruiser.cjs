/** The table of docs/design: which folder may import which. `npm test` checks it. */
const house = [
  'domain',
  'workflows',
  'activities',
  'providers',
  'database',
  'media',
  'commands',
  'queries',
  'api',
  'bot',
  'frontend',
  'temporal',
  'workers',
  'sandbox',
  'launcher',
];
const may = {
  domain: [],
  workflows: ['domain'],
  activities: ['domain', 'providers', 'database'],
  providers: ['domain'],
  database: ['domain'],
  // The embedded media server speaks the port's words.
  media: ['domain', 'providers'],
  commands: ['workflows', 'temporal', 'domain'],
  queries: ['workflows', 'temporal', 'database', 'domain'],
  api: ['commands', 'queries', 'domain'],
  bot: ['commands', 'queries', 'domain'],
  frontend: [],
  temporal: ['domain'],
  workers: ['workflows', 'activities', 'providers', 'database', 'temporal', 'domain'],
  sandbox: [],
  // Providers for the doctor, who tries keys with the very clients that use them.
  launcher: ['domain', 'temporal', 'database', 'providers'],
};
// These wire a process and may reach across the table.
const wiring = '^(workers/main|api/main|bot/main|media/main|start)\\.ts$';
const contexts = ['orders', 'shows', 'campaigns', 'sessions', 'ads', 'organisations', 'people'];
const layers = ['workflows', 'activities', 'commands', 'queries', 'api', 'bot'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    ...house.map((folder) => ({
      name: `${folder}-imports`,
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: wiring },
      to: {
        path: `^(${house.filter((other) => other !== folder && !may[folder].includes(other)).join('|')}|tests)/`,
        // Holes, named in the design: activities as types only; in the door a webhook's pure verifier, and the words in which a signer is asked.
        pathNot: folder === 'api' ? '^providers/(.+/webhook|media/port)\\.ts$' : '^$',
        ...(folder === 'workflows' || folder === 'activities' ? { dependencyTypesNot: ['type-only'] } : {}),
      },
    })),
    ...layers.flatMap((layer) =>
      contexts.map((context) => ({
        name: `${layer}-${context}-keeps-to-itself`,
        severity: 'error',
        from: { path: `^${layer}/${context}/` },
        to: { path: `^${layer}/(${contexts.filter((other) => other !== context).join('|')})/` },
      })),
    ),
    // Pictures are taken on the tests' stage; nothing of docs is a part of the product.
    { name: 'not-to-test', severity: 'error', from: { pathNot: '^(tests|docs)/' }, to: { path: '^tests/' } },
    {
      name: 'workflow-code-stays-pure',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { dependencyTypes: ['core'], pathNot: '^(assert|url|util)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|frontend/dist|\\.data)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.vue', '.json'] },
  },
};
