// Each module's share of what exists on the device, and of what a restart forgets.
#pragma once
#include <string>
#include <vector>

namespace pont::emulated {

void add_memory_alive(std::vector<std::string>& texts);
void add_pinned_alive(std::vector<std::string>& texts);
void add_streams_alive(std::vector<std::string>& texts);
void add_events_alive(std::vector<std::string>& texts);
void add_graphs_alive(std::vector<std::string>& texts);
void add_handles_alive(std::vector<std::string>& texts);

void forget_pinned();
void forget_streams();
void forget_events();
void forget_graphs();
void forget_handles();
void forget_errors();

}  // namespace pont::emulated
