import '../../api/src/quote/resolver.ts';
