import { join } from 'node:path';

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const folder = join(import.meta.dirname, '../page');

/**
 * Bundles script and styles of the page when it is first asked for, and once; what failed is tried again.
 *
 * @throws esbuild's own errors
 */
export function createPageFiles(build = bundle): () => Promise<ReadonlyMap<string, PageFile>> {
  let files: Promise<ReadonlyMap<string, PageFile>> | undefined;
  return () => {
    if (files === undefined) {
      files = build();
      files.catch(() => {
        files = undefined;
      });
    }
    return files;
  };
}

async function bundle(): Promise<ReadonlyMap<string, PageFile>> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.tsx')],
    ...{ bundle: true, minify: true, write: false, format: 'esm', target: 'es2022' },
    ...{ jsx: 'automatic', jsxImportSource: 'preact', outdir: '/', logLevel: 'silent' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const bodyOf = (ending: string) =>
    Buffer.from(outputFiles.find(({ path }) => path.endsWith(ending))?.contents ?? []);
  return new Map([
    ['/main.js', { type: 'text/javascript; charset=utf-8', body: bodyOf('.js') }],
    ['/main.css', { type: 'text/css; charset=utf-8', body: bodyOf('.css') }],
    ['/', { type: 'text/html; charset=utf-8', body: Buffer.from(html) }],
  ]);
}

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Spillway</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/main.css">
<body><div id="app"></div><script type="module" src="/main.js"></script></body>
</html>
`;
