import type { ComponentChildren } from 'preact';
import { isNarrow } from '../../../state/is-narrow.ts';

/** Below that of the webhook, which is the page's own where there is no list beside it. */
export function PartHeading({ children }: { readonly children: ComponentChildren }) {
  const Heading = isNarrow.value ? 'h2' : 'h3';
  return <Heading class="inspector-part">{children}</Heading>;
}
