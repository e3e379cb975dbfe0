import { signal } from '@preact/signals';

const media = matchMedia('(max-width: 720px)');

/** Whether it is a telephone's width, as in the styles. */
export const isNarrow = signal(media.matches);
media.addEventListener('change', ({ matches }) => {
  isNarrow.value = matches;
});
