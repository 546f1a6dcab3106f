/** A page of the admin as the navigation and the search know it. */
export interface PageLink {
  readonly name:
    | 'overview'
    | 'price-book'
    | 'price-changes'
    | 're-ratings'
    | 'playground'
    | 'generations'
    | 'approvals'
    | 'templates'
    | 'stages'
    | 'spend'
    | 'margin'
    | 'quote-accuracy'
    | 'budgets'
    | 'statements'
    | 'line-items'
    | 'provider-policies'
    | 'reconciliations'
    | 'closes'
    | 'trial-balance'
    | 'charge-queue'
    | 'prepaid-lots'
    | 'settings';
  readonly label: string;
  readonly icon: string;
  readonly purpose: string;
}

/** Pages that serve one kind of work, under its name. */
export interface PageGroup {
  readonly label: string;
  readonly pages: readonly PageLink[];
}

/** The pages there are, by the work they serve, in the order of the navigation. */
export const pageGroups: readonly PageGroup[] = [
  {
    label: 'Today',
    pages: [{ name: 'overview', label: 'Overview', icon: 'i-lucide-gauge', purpose: 'This month, and what waits for somebody' }],
  },
  {
    label: 'Prices',
    pages: [
      { name: 'price-book', label: 'Price book', icon: 'i-lucide-book-open-text', purpose: 'Every price in force, on any day' },
      {
        name: 'price-changes',
        label: 'Price changes',
        icon: 'i-lucide-file-pen-line',
        purpose: 'Drafted, reviewed and published as a whole',
      },
      { name: 're-ratings', label: 'Re-rating', icon: 'i-lucide-history', purpose: 'What was charged, rated again after a correction' },
    ],
  },
  {
    label: 'Images',
    pages: [
      { name: 'playground', label: 'Playground', icon: 'i-lucide-flask-conical', purpose: 'Quote an image, then make it' },
      { name: 'generations', label: 'Generations', icon: 'i-lucide-images', purpose: 'Everything that was made, and what it cost' },
      { name: 'approvals', label: 'Approvals', icon: 'i-lucide-stamp', purpose: 'Quotes of reserved stages that wait for an approver' },
      { name: 'templates', label: 'Templates', icon: 'i-lucide-braces', purpose: 'Prompts with variables, version by version' },
      { name: 'stages', label: 'Stages', icon: 'i-lucide-milestone', purpose: 'The steps of the work: their quality and approval' },
    ],
  },
  {
    label: 'Money',
    pages: [
      { name: 'spend', label: 'Spend', icon: 'i-lucide-receipt-text', purpose: 'What was spent, on what, down to the line' },
      { name: 'margin', label: 'Margin', icon: 'i-lucide-coins', purpose: 'What was charged, what it cost, and what is left' },
      { name: 'quote-accuracy', label: 'Quotes and bills', icon: 'i-lucide-scale', purpose: 'How far bills were from what was quoted' },
      { name: 'budgets', label: 'Budgets', icon: 'i-lucide-wallet', purpose: 'What may be spent, and how much is left' },
    ],
  },
  {
    label: 'Reconciliation',
    pages: [
      {
        name: 'reconciliations',
        label: 'Reconciliation',
        icon: 'i-lucide-scale',
        purpose: 'Why a statement differs from the ledger, cause by cause',
      },
      { name: 'statements', label: 'Statements', icon: 'i-lucide-file-text', purpose: 'What providers state, file by file' },
      { name: 'line-items', label: 'Line items', icon: 'i-lucide-link', purpose: 'What the words of providers stand for' },
      {
        name: 'provider-policies',
        label: 'Policies',
        icon: 'i-lucide-landmark',
        purpose: 'How providers round, how late they are, and what needs two people',
      },
    ],
  },
  {
    label: 'Close',
    pages: [
      { name: 'closes', label: 'Close', icon: 'i-lucide-calendar-check', purpose: 'Months on their way to their close, and closed ones' },
      {
        name: 'trial-balance',
        label: 'Trial balance',
        icon: 'i-lucide-sigma',
        purpose: 'Every account of a month, and how it rolled forward',
      },
      {
        name: 'charge-queue',
        label: 'Doubts and claims',
        icon: 'i-lucide-hourglass',
        purpose: 'What waits to be known or given back, by its age',
      },
      {
        name: 'prepaid-lots',
        label: 'Prepaid lots',
        icon: 'i-lucide-piggy-bank',
        purpose: 'Credit at providers: what is left, and until when',
      },
    ],
  },
  {
    label: 'Workspace',
    pages: [{ name: 'settings', label: 'Settings', icon: 'i-lucide-settings', purpose: 'People and keys of this workspace' }],
  },
];

/** All of them, in the same order. */
export const pages: readonly PageLink[] = pageGroups.flatMap((group) => group.pages);
