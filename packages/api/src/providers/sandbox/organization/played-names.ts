/** The one project and key that every call to a played provider belongs to, each where results are grouped by it, else null. */
export function playedNames(groupBy: readonly string[]): { readonly project_id: string | null; readonly api_key_id: string | null } {
  return {
    project_id: groupBy.includes('project_id') ? 'proj_sandbox' : null,
    api_key_id: groupBy.includes('api_key_id') ? 'key_sandbox' : null,
  };
}
