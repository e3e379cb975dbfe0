#!/usr/bin/env node
require('../check-installation.cjs');
void import('./main.ts');
