import '../rating/rate.ts';
