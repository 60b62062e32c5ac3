/** The addresses of the organiser's pages; `permission` is what the role must allow. */
import type { RouteRecordRaw } from 'vue-router';
import type { Permission } from '../../logic/organiser/types.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page brings its own frame: no header and footer of the viewers' pages around it. */
    panel?: boolean;
    /** Which section of the panel it belongs to. */
    section?: 'shows' | 'attention' | 'payments' | 'members';
    permission?: Permission;
  }
}

const pages = () => import('./index.ts');
const page = (name: keyof Awaited<ReturnType<typeof pages>>) => async () => (await pages())[name];

export const organiserRoutes: RouteRecordRaw[] = [
  { path: '/my', name: 'my', component: page('ChoosePage') },
  {
    path: '/my/:org',
    component: page('OrganiserFrame'),
    props: true,
    meta: { panel: true, section: 'shows', permission: 'seeSales' },
    children: [
      { path: '', name: 'my-shows', component: page('MyShowsPage') },
      {
        ...{ path: 'productions/new', name: 'my-new-production', component: page('NewProductionPage') },
        meta: { permission: 'manageShows' },
      },
      { path: 'shows/new', name: 'my-new-show', component: page('NewShowPage'), meta: { permission: 'manageShows' } },
      { path: 'shows/:id', name: 'my-show', component: page('MyShowPage'), props: true },
      {
        ...{ path: 'shows/:id/stage', name: 'my-stage', props: true, meta: { permission: 'runStage' } },
        component: () => import('./organiser-stage.vue'),
      },
      { path: 'orders/:id', name: 'my-order', component: page('MyOrderPage'), props: true },
      {
        ...{ path: 'attention', name: 'my-attention', component: page('AttentionPage') },
        meta: { section: 'attention', permission: 'manageOrders' },
      },
      {
        ...{ path: 'payments', name: 'my-payments', component: page('PaymentsPage') },
        meta: { section: 'payments', permission: 'manageAccounts' },
      },
      {
        ...{ path: 'members', name: 'my-members', component: page('MembersPage') },
        meta: { section: 'members', permission: 'manageMembers' },
      },
    ],
  },
];
