// `npm run demo -- …` is `npx spillway loadtest spike --rate 150 …`: two cores take that, with the sender on them too.
process.argv.splice(2, 0, 'loadtest', 'spike', '--rate', '150');
await import('../cli/main.ts');
