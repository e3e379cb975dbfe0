/**
 * For a child with an environment of its own: without this it compiles all that it imports once more, which is most of
 * what a short command takes.
 */
export const compileCache = {
  // biome-ignore lint/style/noProcessEnv: Node.js itself reads it, from there only.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
};
