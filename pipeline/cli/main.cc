#include "pipeline/cli/commands.h"

int main(int argc, char** argv) {
  return kancelli::run_cli({argv + 1, argv + argc});
}
