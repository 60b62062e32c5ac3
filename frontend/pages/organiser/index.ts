/** The organiser's pages, loaded together when the first of them is opened: a viewer never needs them. */
export { default as AttentionPage } from './organiser-attention.vue';
export { default as ChoosePage } from './organiser-choose.vue';
export { default as OrganiserFrame } from './organiser-frame.vue';
export { default as MembersPage } from './organiser-members.vue';
export { default as NewProductionPage } from './organiser-new-production.vue';
export { default as NewShowPage } from './organiser-new-show.vue';
export { default as MyOrderPage } from './organiser-order.vue';
export { default as PaymentsPage } from './organiser-payments.vue';
export { default as MyShowPage } from './organiser-show.vue';
export { default as MyShowsPage } from './organiser-shows.vue';
