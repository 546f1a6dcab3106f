import '../quote/resolver.ts';
