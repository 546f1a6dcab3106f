import { useDark } from '@vueuse/core';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';

/** The colours of charts: one accent from pale to deep, told apart by lightness alone, so that nobody needs to tell hues apart. */
export interface ChartColours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  /** From what is little to what is much; what is much stands out from the page, in light and in dark. */
  readonly ramp: readonly string[];
  /** What can be read on each step of the ramp: at least 4.5 to 1. */
  readonly onRamp: readonly string[];
  /** Kinds beside each other: told apart by lightness as well as by hue, and by at least 3 to 1 from the page. */
  readonly series: readonly string[];
}

const light: ChartColours = {
  text: '#17211f',
  muted: '#5d6b6a',
  line: '#dfe5e5',
  surface: '#ffffff',
  accent: '#12655f',
  ramp: ['#f0f8f7', '#d9eeeb', '#b9dfda', '#8fcac4', '#5fb0a9', '#34938c', '#146560'],
  onRamp: ['#0b1f1e', '#0b1f1e', '#0b1f1e', '#0b1f1e', '#0b1f1e', '#04100f', '#ffffff'],
  series: ['#146560', '#b3690a', '#6aa9d8', '#7a3f8f', '#8a9796', '#c2566c', '#3d6d2c', '#2c4a86'],
};
const dark: ChartColours = {
  text: '#eef3f3',
  muted: '#a3b0b0',
  line: '#323c3d',
  surface: '#14191b',
  accent: '#9fe0da',
  ramp: ['#182423', '#1c3533', '#214946', '#28605c', '#2f7570', '#4a9d97', '#7cc4be'],
  onRamp: ['#eef3f3', '#eef3f3', '#eef3f3', '#ffffff', '#ffffff', '#04100f', '#04100f'],
  series: ['#5fb0a9', '#e8a94b', '#3f7fb8', '#c39bd3', '#8b999a', '#e58a9b', '#8fc27a', '#93aee6'],
};

/** The colours of charts, in light or in dark as the page is. */
export function useChartColours(): ComputedRef<ChartColours> {
  const isDark = useDark();
  return computed(() => (isDark.value ? dark : light));
}
