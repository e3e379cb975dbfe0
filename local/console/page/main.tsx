import { render } from 'preact';
import { App } from './app.tsx';
import './style/tokens.css';
import './style/base.css';
import { watchRows } from './state/rows.ts';
import { readSession } from './state/session.ts';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
void readSession();
watchRows();
