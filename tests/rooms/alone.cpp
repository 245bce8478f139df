// A room linked whole with the rooms it may use: a symbol of any other room is undefined.
int main() {}
