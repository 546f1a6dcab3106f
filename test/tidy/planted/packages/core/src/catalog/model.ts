import '../tokens/count.ts';
