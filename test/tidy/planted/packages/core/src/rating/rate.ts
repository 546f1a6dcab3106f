import '../quote/quote.ts';
