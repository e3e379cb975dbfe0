// `npm run demo -- …` is `npx spillway loadtest spike …`.
process.argv.splice(2, 0, 'loadtest', 'spike');
await import('../cli/main.ts');
