/** A page of the admin as the navigation and the search know it. */
export interface PageLink {
  readonly name:
    | 'price-book'
    | 'price-changes'
    | 'playground'
    | 'generations'
    | 'approvals'
    | 'templates'
    | 'stages'
    | 'budgets'
    | 'settings';
  readonly label: string;
  readonly icon: string;
  readonly purpose: string;
}

/** The pages there are, in the order of the navigation. */
export const pages: readonly PageLink[] = [
  { name: 'price-book', label: 'Price book', icon: 'i-lucide-book-open-text', purpose: 'Every price in force, on any day' },
  { name: 'price-changes', label: 'Price changes', icon: 'i-lucide-file-pen-line', purpose: 'Drafted, reviewed and published as a whole' },
  { name: 'playground', label: 'Playground', icon: 'i-lucide-flask-conical', purpose: 'Quote an image, then make it' },
  { name: 'generations', label: 'Generations', icon: 'i-lucide-images', purpose: 'Everything that was made, and what it cost' },
  { name: 'approvals', label: 'Approvals', icon: 'i-lucide-stamp', purpose: 'Quotes of reserved stages that wait for an approver' },
  { name: 'templates', label: 'Templates', icon: 'i-lucide-braces', purpose: 'Prompts with variables, version by version' },
  { name: 'stages', label: 'Stages', icon: 'i-lucide-milestone', purpose: 'The steps of the work: their quality and approval' },
  { name: 'budgets', label: 'Budgets', icon: 'i-lucide-wallet', purpose: 'What may be spent, and how much is left' },
  { name: 'settings', label: 'Settings', icon: 'i-lucide-settings', purpose: 'People and keys of this workspace' },
];
