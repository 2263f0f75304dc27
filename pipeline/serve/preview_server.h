// The preview's web server: of this machine alone, reading alone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "pipeline/serve/shown.h"

namespace kancelli {

// A file that is made when it is asked for, or why it could not be.
struct MadeFile {
  std::string bytes;
  std::string problem;  // "" when it was made; the findings as the terminal shows them
};

class PreviewServer {
 public:
  using Make = std::function<MadeFile(const std::string& paper, const std::string& format)>;
  using Complete = std::function<std::shared_ptr<const Shown>(const std::shared_ptr<const Shown>&)>;

  // Listens on 127.0.0.1; 0 is any free port. `make`: a file on demand. `complete`: the same state with its
  // search index, which is made when a page asks for it. Both are called by the server's threads. Throws
  // Error when the port is in use.
  PreviewServer(std::uint16_t port, Make make, Complete complete);
  ~PreviewServer();  // ends it; waits for what is being made

  std::uint16_t port() const;
  // Browsers whose page looks otherwise now are told to load it again.
  void show(Shown shown);
  // To be called once: answers from now on. Whoever asked earlier has waited.
  void start();

  class State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace kancelli
