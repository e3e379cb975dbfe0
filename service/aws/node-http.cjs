// Stands in for `node:http` in the bundles. An `import` of it makes Node read each of its exports, WebSocket among
// them, which loads all of undici: a fifth of a cold start. What is required is read when it is used.
module.exports = process.getBuiltinModule('node:http');
