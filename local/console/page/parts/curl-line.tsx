import { useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';

/** A line for a shell, and a word of what it can do. */
export function CurlLine({ line }: { readonly line: string }) {
  const [said, say] = useState('');
  return (
    <>
      <p>
        Whoever has this line can send this webhook.{' '}
        <button type="button" onClick={() => copyText(line).then(say)}>
          Copy
        </button>{' '}
        <span role="status">{said}</span>
      </p>
      <pre class="isolated">{line}</pre>
    </>
  );
}
