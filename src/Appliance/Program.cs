Console.WriteLine("hotaru");
