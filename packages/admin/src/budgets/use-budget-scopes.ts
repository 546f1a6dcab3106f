import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { BudgetKeysDocument, BudgetTemplatesDocument } from '../generated/graphql.ts';
import type { BudgetFieldsFragment, BudgetScope } from '../generated/graphql.ts';
import { useApiQuery } from '../graphql/use-api-query.ts';

/** Whose spending a budget can limit, beside that of the whole workspace. */
export interface ScopeChoice {
  readonly scope: BudgetScope;
  readonly id: string;
  /** "template Profile card", "key nightly cards". */
  readonly label: string;
}

/** The templates and keys there are. Who may not see keys is offered none. */
export function useBudgetScopes(): {
  readonly choices: ComputedRef<readonly ScopeChoice[]>;
  readonly labelOf: (budget: Pick<BudgetFieldsFragment, 'scope' | 'scopeName'>) => string;
} {
  const templates = useApiQuery(BudgetTemplatesDocument, () => ({}));
  const keys = useApiQuery(BudgetKeysDocument, () => ({}));
  const choices = computed<readonly ScopeChoice[]>(() => [
    ...(templates.state.value.data?.templates.edges ?? []).map(
      ({ node }) => ({ scope: 'TEMPLATE', id: node.id, label: `template ${node.name}` }) as const,
    ),
    ...(keys.state.value.data?.apiKeys ?? []).map(({ id, name }) => ({ scope: 'API_KEY', id, label: `key ${name}` }) as const),
  ]);
  const labelOf = ({ scope, scopeName }: Pick<BudgetFieldsFragment, 'scope' | 'scopeName'>): string =>
    scope === 'WORKSPACE' ? 'the whole workspace' : `${scope === 'API_KEY' ? 'key' : 'template'} ${scopeName ?? ''}`;
  return { choices, labelOf };
}
