/** Two servers that hear each other by Postgres. */
import { describe } from 'node:test';
import { onTwoServers } from './two-servers.ts';

describe('two servers and Postgres between them', () => {
  onTwoServers(() => ({}));
});
