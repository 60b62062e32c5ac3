/** The addresses of the pages. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import MissingPage from './pages/missing-page.vue';
import OrderPage from './pages/order-page.vue';
import PlayPage from './pages/play-page.vue';
import PlaybillPage from './pages/playbill-page.vue';
import ShowPage from './pages/show-page.vue';
import TicketsPage from './pages/tickets-page.vue';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page begins with a picture, the header floats over it. */
    hero?: boolean;
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'playbill', component: PlaybillPage, meta: { hero: true } },
  { path: '/plays/:slug', name: 'play', component: PlayPage, props: true, meta: { hero: true } },
  { path: '/shows/:idOrCode', name: 'show', component: ShowPage, props: true, meta: { hero: true } },
  { path: '/orders/:id', name: 'order', component: OrderPage, props: true },
  { path: '/tickets', name: 'tickets', component: TicketsPage },
  { path: '/:rest(.*)*', name: 'missing', component: MissingPage },
];

export const createPages = () =>
  createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  });
