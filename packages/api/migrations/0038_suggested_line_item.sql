-- Why: where the words of a line leave no doubt, the program proposes what they stand for, as soon as it has read them. It approves nothing.

GRANT INSERT ON line_item_map TO halfpenny_system;
