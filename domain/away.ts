/** What it looks like when the database does not answer, or has no room: nothing is wrong with what was asked. */

/** Of a connection that was there; one that cannot be made is named by `database/quick-client.ts`. */
const broken = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];
/** Connection failures (class 08), a server that starts, stops or has crashed, `57014` a statement longer than anybody waits, `53300` too many connections. */
const states = ['08000', '08001', '08003', '08004', '08006', '08007', '57P01', '57P02', '57P03', '57014', '53300'];
const codes = [...broken, ...states];

/** `pg` and its pool say these without a code: no connection was free in time, or it was lost or silent. */
const words =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|connection error and is not queryable/;

export const databaseAway = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && codes.includes(code)) || words.test(String(error));
};

/** Words of a socket, which a partner's failure has too: they do not say who it was that could not be reached. */
export const saidBySocket = (error: unknown): boolean => /^E[A-Z_]+$/.test(String((error as { code?: unknown }).code));
