/** Where a provider states costs and usage to whoever shows its admin key, and whose money that is. */
export interface BillingSource {
  readonly provider: string;
  readonly book: 'real' | 'simulated';
  /** `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly adminKey: string;
}

/** What of the settings says where statements are pulled from. */
export interface BillingSettings {
  readonly openaiBilling: { readonly baseUrl: string; readonly adminKey: string } | undefined;
  readonly realProviders: Readonly<Record<string, unknown>>;
  readonly sandboxUrl: string | undefined;
}

/** OpenAI itself where an admin key is set; else the sandbox, where it plays OpenAI. A real account without an admin key is not pulled from. */
export function billingSources({ openaiBilling, realProviders, sandboxUrl }: BillingSettings): readonly BillingSource[] {
  if (openaiBilling !== undefined) return [{ provider: 'openai', book: 'real', ...openaiBilling }];
  if (sandboxUrl === undefined || realProviders['openai'] !== undefined) return [];
  return [{ provider: 'openai', book: 'simulated', baseUrl: `${sandboxUrl}/openai/v1`, adminKey: 'sk-admin-sandbox' }];
}
