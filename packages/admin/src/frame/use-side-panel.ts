import { watch } from 'vue';

/** How a side panel beside a list behaves: the list stays usable, and closing gives the keyboard back to the row that was open last. `id`: what is open, '' for nothing. */
export function useSidePanel(id: () => string) {
  let last = id();
  watch(id, (_now, before) => (last = before));
  return {
    onInteractOutside: (event: Event) => event.preventDefault(),
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      document.querySelector<HTMLElement>(`[data-entry-link="${CSS.escape(last)}"]`)?.focus();
    },
  };
}
