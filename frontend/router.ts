/** The addresses of the pages. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import ClaimPage from './pages/claim-page.vue';
import MissingPage from './pages/missing-page.vue';
import OrderPage from './pages/order-page.vue';
import { organiserRoutes } from './pages/organiser/routes.ts';
import PlayPage from './pages/play-page.vue';
import PlaybillPage from './pages/playbill-page.vue';
import ShowPage from './pages/show-page.vue';
import SignInPage from './pages/sign-in-page.vue';
import TicketPage from './pages/ticket-page.vue';
import TicketsPage from './pages/tickets-page.vue';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page begins with a picture, the header floats over it. */
    hero?: boolean;
    /** The page is a hall of its own: no header above it, no footer below. */
    hall?: boolean;
    /** The page tells by itself that there is no connection. */
    saysOffline?: boolean;
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'playbill', component: PlaybillPage, meta: { hero: true } },
  { path: '/plays/:slug', name: 'play', component: PlayPage, props: true, meta: { hero: true } },
  { path: '/shows/:idOrCode', name: 'show', component: ShowPage, props: true, meta: { hero: true } },
  { path: '/orders/:id', name: 'order', component: OrderPage, props: true },
  { path: '/claim/:ticketId', name: 'claim', component: ClaimPage, props: true, meta: { hero: true } },
  { path: '/tickets/:id', name: 'ticket', component: TicketPage, props: true },
  { path: '/tickets', name: 'tickets', component: TicketsPage },
  { path: '/sign-in', name: 'sign-in', component: SignInPage },
  {
    ...{ path: '/watch/:ticketId', name: 'watch', props: true, meta: { hall: true } },
    component: () => import('./pages/watch/watch-page.vue'),
  },
  ...organiserRoutes,
  // Fetched when it is asked for: whoever buys a ticket does not pay for the reader of codes.
  {
    ...{ path: '/door/:org/:showId', name: 'door', props: true, meta: { panel: true, saysOffline: true } },
    component: () => import('./pages/door/door-page.vue'),
  },
  { path: '/:rest(.*)*', name: 'missing', component: MissingPage },
];

export const createPages = () =>
  createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  });
