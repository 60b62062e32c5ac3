/** What it looks like when the database does not answer, or has no room: nothing is wrong with what was asked. */

/** Connection failures, a server that starts or stops, `57014` a statement longer than anybody waits, `53300` too many connections. */
const codes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P03', '57014', '08006', '08001', '53300'];

/** `pg` and its pool say these without a code: no connection was free in time, or it was lost or silent. */
const words =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|connection error and is not queryable/;

export const databaseAway = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && codes.includes(code)) || words.test(String(error));
};
