#!/usr/bin/env node
require('../check-installation.cjs');
// It takes half of the time that a start takes.
require('node:module').enableCompileCache();
void import('./main.ts');
