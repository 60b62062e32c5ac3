/** Every route of the API. */
import type { ApiDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { claimRoutes } from './claims.ts';
import { keptOrderRoutes } from './kept-orders.ts';
import { memberRoutes } from './members.ts';
import { orderRoutes } from './orders.ts';
import { organiserAccountRoutes } from './organiser-accounts.ts';
import { organiserAttentionRoutes } from './organiser-attention.ts';
import { organiserDoorRoutes } from './organiser-door.ts';
import { organiserOrderRoutes } from './organiser-orders.ts';
import { organiserShowRoutes } from './organiser-shows.ts';
import { organiserStageRoutes } from './organiser-stage.ts';
import { peopleRoutes } from './people.ts';
import { showRoutes } from './shows.ts';
import { signInRoutes } from './sign-in.ts';
import { ticketRoutes } from './tickets.ts';
import { watchRoutes } from './watch.ts';

export const allRoutes = (deps: ApiDeps): Route[] => [
  ...showRoutes(deps),
  ...orderRoutes(deps),
  ...keptOrderRoutes(deps),
  ...claimRoutes(deps),
  ...ticketRoutes(deps),
  ...watchRoutes(deps),
  ...peopleRoutes(deps),
  ...signInRoutes(deps),
  ...memberRoutes(deps),
  ...organiserShowRoutes(deps),
  ...organiserStageRoutes(deps),
  ...organiserOrderRoutes(deps),
  ...organiserAttentionRoutes(deps),
  ...organiserAccountRoutes(deps),
  ...organiserDoorRoutes(deps),
];
