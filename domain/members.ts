/** Who works for an organisation, and what each role may do. */
export const roles = ['owner', 'admin', 'operator', 'door', 'content', 'moderator'] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'seeSales',
  'manageShows',
  'runStage',
  'manageOrders',
  'checkIn',
  'manageAccounts',
  'manageMembers',
] as const;
export type Permission = (typeof permissions)[number];

const granted: Record<Role, readonly Permission[]> = {
  owner: permissions,
  admin: ['seeSales', 'manageShows', 'runStage', 'manageOrders', 'checkIn', 'manageMembers'],
  operator: ['seeSales', 'runStage', 'manageOrders', 'checkIn'],
  door: ['checkIn'],
  content: [],
  moderator: [],
};

export const may = (role: Role, permission: Permission): boolean => granted[role].includes(permission);
/** Whether whoever has `own` may give or take `role`: it lets nobody do more than they may themselves. */
export const within = (own: Role, role: Role): boolean => granted[role].every((permission) => granted[own].includes(permission));
export const permissionsOf = (role: Role): Permission[] => [...granted[role]];
