// Ada, the URL parser, as the ada-url package ships it: one unit of its own.
#include "ada.cpp"
