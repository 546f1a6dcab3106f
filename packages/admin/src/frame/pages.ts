/** A page of the admin as the navigation and the search know it. */
export interface PageLink {
  readonly name: 'price-book' | 'playground' | 'settings';
  readonly label: string;
  readonly icon: string;
  readonly purpose: string;
}

/** The pages there are, in the order of the navigation. */
export const pages: readonly PageLink[] = [
  { name: 'price-book', label: 'Price book', icon: 'i-lucide-book-open-text', purpose: 'Every price in force, on any day' },
  { name: 'playground', label: 'Playground', icon: 'i-lucide-flask-conical', purpose: 'Quote an image, then make it' },
  { name: 'settings', label: 'Settings', icon: 'i-lucide-settings', purpose: 'People and keys of this workspace' },
];
