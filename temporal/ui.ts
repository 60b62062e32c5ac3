/** Where a person looks at a workflow: its page in the Temporal UI. */

/** The list of everything that a query finds, ended or not. */
export const workflowsUrl = (uiUrl: string, namespace: string, query: string): string =>
  `${uiUrl.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows?query=${encodeURIComponent(query)}`;

/** The page of one run, or of the latest run when no run is named. */
export function workflowUrl(uiUrl: string, namespace: string, workflowId: string, runId?: string): string {
  const page = `${uiUrl.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  return runId ? `${page}/${encodeURIComponent(runId)}/history` : page;
}
