import USkeleton from '@nuxt/ui/components/Skeleton.vue';
import { defineAsyncComponent, h } from 'vue';
import type { Component } from 'vue';

/** A part of a page whose code comes when it is first shown; until then its place is kept, as high as it will be about. */
export function onDemand<Part extends Component>(loader: () => Promise<{ default: Part }>, height = 'h-40'): Part {
  return defineAsyncComponent<Part>({
    loader,
    loadingComponent: () => h(USkeleton, { class: `w-full ${height}` }),
    delay: 0,
  });
}
