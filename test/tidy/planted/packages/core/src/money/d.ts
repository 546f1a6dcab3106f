import './money.test.ts';
