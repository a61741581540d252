"""The rehearsal's local AWS: moto's server with corrections where moto and AWS differ in ways this project can see."""
